// Answers the two calls of CloudFormation about the trusted access of StackSets, which the emulated organization does not know: off at first, on once activated.
// A process of its own, because the test waits for the CDK command line without a pause. It prints its address and ends by its pid.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

let active = false;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part) => { body += part; });
  request.on('end', () => {
    const action = new URLSearchParams(body).get('Action') ?? '';
    active ||= action === 'ActivateOrganizationsAccess';
    const result = action === 'DescribeOrganizationsAccess' ? `<Status>${active ? 'ENABLED' : 'DISABLED'}</Status>` : '';
    response.writeHead(/^(Activate|Describe)OrganizationsAccess$/.test(action) ? 200 : 400, { 'Content-Type': 'text/xml' });
    response.end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`));
