import { compileArnPattern } from './pattern';
import { NO, type PreparedRequest, type Truth, UNKNOWN, YES } from './request';
import { UNKNOWN_TEXT, compileTemplate } from './variables';

/** Compiles the patterns of a Resource or NotResource element into a test whether one of them matches. */
export function compileResources(element: unknown, withVariables: boolean): (request: PreparedRequest) => Truth {
  const patterns = [element].flat().map(String);
  if (patterns.includes('*')) {
    return () => YES;
  }
  const templates = patterns.map((pattern) => compileTemplate(pattern, withVariables, true));
  const fixed = templates.filter(({ fixed: text }) => text !== undefined).map(({ fixed: text }) => compileArnPattern(text!));
  const variable = templates.filter(({ fixed: text }) => text === undefined);
  return (request) => {
    const { resource } = request.request;
    if (fixed.some((matches) => matches(resource))) {
      return YES;
    }
    let truth: Truth = NO;
    for (const template of variable) {
      const text = template.resolve(request);
      if (text === UNKNOWN_TEXT) {
        truth = UNKNOWN;
      } else if (text !== undefined && compileArnPattern(text)(resource)) {
        return YES;
      }
    }
    return truth;
  };
}
