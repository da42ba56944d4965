// One landing zone, or the floor of one, in a process of its own: node landing-zone-child.js example NAME | recreated ASSEMBLY
import { createRequire } from 'node:module';

const load = createRequire(__filename);
const [kind, what] = process.argv.slice(2);

// loaded when it is needed and not above: each side pays for the modules it needs, and for no others.
const app = kind === 'example' ? load(`../../examples/${what}`).app : load('./recreated').recreated(what);
const { directory } = app.synth();
// since the process began: what a person waits for.
console.log(JSON.stringify({ milliseconds: performance.now(), megabytes: process.resourceUsage().maxRSS / 1024, directory }));
