import { policiesOf } from './set-policies';
import type { PermissionSetData } from '../../../src/identity/domain/permission-set-data';
import { askedAction, compileActions } from '../../../src/policy/domain/actions';

type Speaks = (action: ReturnType<typeof askedAction>) => boolean;

/** Whether a set could ever allow an action, on some resource under some condition: whatever is left after the denials that have neither. */
export function upperBound(set: PermissionSetData): (action: string) => boolean {
  const statements = policiesOf(set).flatMap(({ Statement }) => [Statement].flat());
  const speaks = ({ Action, NotAction }: any): Speaks => {
    const named = compileActions(Action ?? NotAction);
    return Action === undefined ? (action) => !named(action) : named;
  };
  const allows = statements.filter(({ Effect }) => Effect === 'Allow').map(speaks);
  const denies = statements.filter(({ Effect, Resource, Condition }) => Effect === 'Deny' && Resource === '*' && Condition === undefined).map(speaks);
  return (name) => {
    const action = askedAction(name);
    return allows.some((one) => one(action)) && !denies.some((one) => one(action));
  };
}
