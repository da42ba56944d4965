import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { stagedFile } from '../../src/private/staged-file';

test('a file that an interrupted synth left half written is written again', () => {
  const app = new App();
  const stage = (id: string) => stagedFile(new Stack(app, id), '{"whole":true}', { name: (hash) => `some.${hash}.json`, displayName: 'some' });
  const file = join(app.outdir, stage('First').fileName);
  writeFileSync(file, '{"who');
  stage('Second');
  expect(readFileSync(file, 'utf8')).toBe('{"whole":true}');
});

test('its address follows from what is in it', () => {
  const stack = new Stack(new App(), 'Stack');
  const [one, same, other] = ['a', 'a', 'b'].map((content) => stagedFile(stack, content, { name: (hash) => hash, displayName: content }));
  expect(same.location.objectKey).toBe(one.location.objectKey);
  expect(other.location.objectKey).not.toBe(one.location.objectKey);
});
