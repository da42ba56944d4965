// CDK's own template validation costs 1.5 s a test file; test/landing-zone/templates.test.ts switches it on.
process.env.CDK_VALIDATION = 'false';
// what a test sees must not depend on the shell that started it.
delete process.env.CDK_DEFAULT_ACCOUNT;
delete process.env.CDK_DEFAULT_REGION;
