export { systemClock as systemTime } from '../../private/runtime/system-clock';
