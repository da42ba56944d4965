/** JavaScript for a value of a template; references become the attributes of what was made. */
export function sourceOf(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(sourceOf).join(', ')}]`;
  }
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  const [[name, argument] = []] = Object.entries(value);
  return (Object.keys(value).length === 1 && intrinsic(name!, argument))
    || `{ ${Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${sourceOf(inner)}`).join(', ')} }`;
}

function intrinsic(name: string, argument: any): string | undefined {
  switch (name) {
    case 'Ref': return argument.startsWith('AWS::') ? `core.Aws.${pseudo(argument)}` : refOf(argument);
    case 'Fn::GetAtt': return `made[${JSON.stringify(argument[0])}].getAtt(${JSON.stringify(argument[1])}).toString()`;
    case 'Fn::Join': return argument[0] === '' ? `\`${argument[1].map(template).join('')}\`` : undefined;
    default: return undefined;
  }
}

/** A parameter has its value, a resource its reference. */
function refOf(id: string): string {
  const made = `made[${JSON.stringify(id)}]`;
  return `(${made}.valueAsString ?? ${made}.ref)`;
}

/** 'AWS::AccountId' is ACCOUNT_ID. */
function pseudo(name: string): string {
  const [, words] = name.split('::');
  return { URLSuffix: 'URL_SUFFIX' }[words] ?? words.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

function template(part: unknown): string {
  return typeof part === 'string' ? part.replace(/[\\`]|\$\{/g, '\\$&') : `\${${sourceOf(part)}}`;
}

/** What a value of a template refers to. */
export function referenced(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([name, inner]) => name === 'Ref' ? [inner as string] : name === 'Fn::GetAtt' ? [(inner as string[])[0]] : referenced(inner));
}
