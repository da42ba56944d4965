import type { Context } from 'aws-lambda';
import { driftAdapters } from './drift-adapters';
import { removeUndeclared } from './remove-undeclared';
import { deadlineMs } from '../../private/runtime/deadline';
import type { RemovalRules } from '../domain/undeclared-removal';

const ports = driftAdapters(process.env);

export async function handler({ run, rules }: { run: string; rules: RemovalRules }, context: Context): Promise<object> {
  return removeUndeclared(run, rules, ports, deadlineMs(context));
}
