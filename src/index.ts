export * from './audit';
export * from './containment';
export * from './elevation';
export * from './guardrails';
export * from './identity';
export * from './landing-zone';
export * from './organization';
