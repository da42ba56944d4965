import { embeddedMetrics } from '../../src/private/runtime/embedded-metrics';

const clock = { nowMs: () => 1_700_000_000_000 };
const OWNER = { namespace: 'ZeroTrust/Identity', dimension: 'Drift', value: 'drift-1' };

test('counts are one log line that CloudWatch reads metrics from, and none is no line', () => {
  const lines: string[] = [];
  const metrics = embeddedMetrics(OWNER, clock, (line) => lines.push(line));
  metrics.record({});
  metrics.record({ Missing: 2, ChecksCompleted: 1 });
  expect(lines.map((line) => JSON.parse(line))).toEqual([{
    _aws: { Timestamp: 1_700_000_000_000, CloudWatchMetrics: [{
      Namespace: 'ZeroTrust/Identity', Dimensions: [['Drift']], Metrics: [{ Name: 'Missing', Unit: 'Count' }, { Name: 'ChecksCompleted', Unit: 'Count' }],
    }] },
    Drift: 'drift-1', Missing: 2, ChecksCompleted: 1,
  }]);
});

test('where nobody says otherwise the line goes to the standard output, with nothing before it', () => {
  const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    embeddedMetrics(OWNER, clock).record({ Missing: 1 });
    expect(written.mock.calls).toEqual([[expect.stringMatching(/^\{.*"Missing":1\}\n$/)]]);
  } finally {
    written.mockRestore();
  }
});
