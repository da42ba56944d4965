import type { PolicyState } from '../../src/guardrails/domain/rollback-change';

/** A refusal in the words of the Organizations API. */
export class OrganizationsRefusal extends Error {
  public constructor(public readonly code: string, message: string) {
    super(`${code}: ${message}`);
  }
}

interface StoredPolicy {
  id: string;
  name: string;
  type: string;
  description: string;
  content: string;
  targets: string[];
}

type Options = Readonly<Record<string, string>>;

const SLOTS: Record<string, number> = { SERVICE_CONTROL_POLICY: 10, RESOURCE_CONTROL_POLICY: 5 };

/** Options of each command that this organization knows: those it must have, and those it may have. */
const COMMANDS: Record<string, { readonly must: readonly string[]; readonly may: readonly string[] }> = {
  'create-policy': { must: ['type', 'name', 'description', 'content'], may: [] },
  'update-policy': { must: ['policy-id'], may: ['name', 'description', 'content'] },
  'delete-policy': { must: ['policy-id'], may: [] },
  'attach-policy': { must: ['policy-id', 'target-id'], may: [] },
  'detach-policy': { must: ['policy-id', 'target-id'], may: [] },
  'describe-policy': { must: ['policy-id'], may: [] },
  'list-policies': { must: ['filter'], may: [] },
  'list-targets-for-policy': { must: ['policy-id'], may: [] },
};

/** Answers come in pages of this many policies, so that a query that is asked of each page shows itself. */
const PAGE = 2;

/** An organization with its policies, which a shell with the AWS CLI works on. */
export class InMemoryOrganizations {
  private policies: StoredPolicy[] = [];
  private ids = 0;
  private readonly variables = new Map<string, string>();

  public constructor(private readonly targetNames: Readonly<Record<string, string>>) {}

  /** Makes these the only policies, as a deployment leaves them: one that stays keeps its id. No limit is checked. */
  public settle(states: readonly PolicyState[]): void {
    this.policies = states.map(({ name, type, description, content, targets }) => ({
      id: this.policies.find((policy) => policy.name === name && policy.type === type)?.id ?? this.newId(),
      name, type, description, content, targets: targets.map(({ id }) => id),
    }));
  }

  /** What a snapshot would say. */
  public states(): PolicyState[] {
    return this.policies.map(({ targets, ...policy }) => ({ ...policy, targets: targets.map((id) => ({ id, name: this.targetNames[id] })) }));
  }

  /** Runs one command line as a POSIX shell does, in the shell of the lines before it; returns what it prints. */
  public run(line: string): string {
    return new CommandLine(line, this.variables, (words) => this.aws(words)).run();
  }

  private aws(words: readonly string[]): string {
    const [program, service, command, ...rest] = words;
    if (program !== 'aws' || service !== 'organizations' || !(command in COMMANDS)) {
      throw new Error(`unknown command: ${words.join(' ')}`);
    }
    const { query, output, ...given } = optionsOf(rest);
    const { 'cli-input-json': json = '{}', ...plain } = given;
    const members = Object.entries<string>(JSON.parse(json)).map(([name, value]) => [name.toLowerCase(), value]);
    const options: Options = { ...Object.fromEntries(members), ...plain };
    const { must, may } = COMMANDS[command];
    const wrong = [
      ...must.filter((name) => options[name] === undefined).map((name) => `needs --${name}`),
      ...Object.keys(options).filter((name) => !must.includes(name) && !may.includes(name)).map((name) => `has no --${name}`),
      ...(query !== undefined && output !== 'text' ? ['prints a query as text only'] : []),
    ];
    if (wrong.length > 0) {
      throw new Error(`${command} ${wrong.join(', ')}`);
    }
    return this.pages(command, options).map((page) => (query === undefined ? `${JSON.stringify(page, undefined, 4)}\n` : asText(queried(query, page)))).join('');
  }

  private pages(command: string, options: Options): object[] {
    switch (command) {
      case 'create-policy': return [this.create(options)];
      case 'update-policy': return [this.update(options)];
      case 'delete-policy': return this.remove(this.policy(options));
      case 'attach-policy': return this.attach(this.policy(options), this.target(options));
      case 'detach-policy': return this.detach(this.policy(options), this.target(options));
      case 'describe-policy': return [described(this.policy(options))];
      case 'list-targets-for-policy':
        return [{ Targets: this.policy(options).targets.map((id) => ({ TargetId: id, Name: this.targetNames[id] })) }];
      default: {
        const found = this.policies.filter(({ type }) => type === options.filter).map((policy) => described(policy).Policy.PolicySummary);
        const pages = Array.from({ length: Math.ceil(found.length / PAGE) }, (_, page) => found.slice(page * PAGE, (page + 1) * PAGE));
        return (pages.length > 0 ? pages : [[]]).map((Policies) => ({ Policies }));
      }
    }
  }

  private create({ type, name, description, content }: Options) {
    this.refuseDocument(content);
    this.refuseName(name, type);
    const policy = { id: this.newId(), name, type, description, content, targets: [] };
    this.policies.push(policy);
    return described(policy);
  }

  private update(options: Options) {
    const policy = this.policy(options);
    const { name = policy.name, description = policy.description, content = policy.content } = options;
    this.refuseDocument(content);
    this.refuseName(name, policy.type, policy);
    return described(Object.assign(policy, { name, description, content }));
  }

  private remove(policy: StoredPolicy): [] {
    if (policy.targets.length > 0) {
      throw new OrganizationsRefusal('PolicyInUseException', `${policy.name} is attached to ${policy.targets.join(', ')}`);
    }
    this.policies.splice(this.policies.indexOf(policy), 1);
    return [];
  }

  private attach(policy: StoredPolicy, target: string): [] {
    if (policy.targets.includes(target)) {
      throw new OrganizationsRefusal('DuplicatePolicyAttachmentException', `${policy.name} is attached to ${target} already`);
    }
    if (this.countOn(target, policy.type) >= SLOTS[policy.type]) {
      throw new OrganizationsRefusal('ConstraintViolationException', `MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED on ${target}`);
    }
    policy.targets.push(target);
    return [];
  }

  private detach(policy: StoredPolicy, target: string): [] {
    if (!policy.targets.includes(target)) {
      throw new OrganizationsRefusal('PolicyNotAttachedException', `${policy.name} is not attached to ${target}`);
    }
    if (policy.type === 'SERVICE_CONTROL_POLICY' && this.countOn(target, policy.type) === 1) {
      throw new OrganizationsRefusal('ConstraintViolationException', `MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED on ${target}`);
    }
    policy.targets.splice(policy.targets.indexOf(target), 1);
    return [];
  }

  private countOn(target: string, type: string): number {
    return this.policies.filter((policy) => policy.type === type && policy.targets.includes(target)).length;
  }

  private policy(options: Options): StoredPolicy {
    const found = this.policies.find(({ id }) => id === options['policy-id']);
    if (!found) {
      throw new OrganizationsRefusal('PolicyNotFoundException', `no policy has the id '${options['policy-id']}'`);
    }
    return found;
  }

  private target(options: Options): string {
    if (!(options['target-id'] in this.targetNames)) {
      throw new OrganizationsRefusal('TargetNotFoundException', `no target has the id '${options['target-id']}'`);
    }
    return options['target-id'];
  }

  private refuseName(name: string, type: string, itself?: StoredPolicy): void {
    if (this.policies.some((policy) => policy !== itself && policy.name === name && policy.type === type)) {
      throw new OrganizationsRefusal('DuplicatePolicyException', `a ${type} is called '${name}' already`);
    }
  }

  private refuseDocument(content: string): void {
    try {
      JSON.parse(content);
    } catch {
      throw new OrganizationsRefusal('MalformedPolicyDocumentException', content);
    }
  }

  private newId(): string {
    this.ids += 1;
    return `p-${String(this.ids).padStart(8, '0')}`;
  }
}

function optionsOf(words: readonly string[]): Record<string, string> {
  const options: Record<string, string> = {};
  for (let at = 0; at < words.length; at += 2) {
    const [name, value] = words.slice(at, at + 2);
    if (!name.startsWith('--') || value === undefined || value.startsWith('-') || /^(fileb?|https?):\/\//.test(value)) {
      throw new Error(`the AWS CLI does not take ${name} ${value} for an option and its value`);
    }
    options[name.slice(2)] = value;
  }
  return options;
}

function described({ id: Id, name: Name, type: Type, description: Description, content: Content }: StoredPolicy) {
  return { Policy: { PolicySummary: { Id, Name, Type, Description, AwsManaged: false }, Content } };
}

/** The few expressions of JMESPath that are needed; any other one fails. */
function queried(query: string, page: any): unknown {
  const [, literal, first] = /^Policies\[\?Name==`([^`]*)`\]\.Id( \| \[0\])?$/.exec(query) ?? [];
  if (literal !== undefined) {
    const ids = page.Policies.filter(({ Name }: { Name: string }) => Name === JSON.parse(literal)).map(({ Id }: { Id: string }) => Id);
    return first ? ids[0] : ids;
  }
  switch (query) {
    case 'Policy.PolicySummary.Id': return page.Policy.PolicySummary.Id;
    case 'Policy.Content': return page.Policy.Content;
    case 'Targets[].TargetId': return page.Targets.map(({ TargetId }: { TargetId: string }) => TargetId);
    default: throw new Error(`unknown query: ${query}`);
  }
}

/** `--output text`: a list in one line with tabs, an empty list as nothing, and nothing as None. */
function asText(value: unknown): string {
  return Array.isArray(value) ? (value.length > 0 ? `${value.join('\t')}\n` : '') : `${value ?? 'None'}\n`;
}

/** One command line of a POSIX shell: words, quotes, assignments and substitutions. What is not needed here fails instead of meaning something else. */
class CommandLine {
  private at = 0;

  public constructor(
    private readonly text: string,
    private readonly variables: Map<string, string>,
    private readonly execute: (words: readonly string[]) => string,
  ) {}

  /** Up to the end of the line, or to the parenthesis that closes a substitution. */
  public run(end = /$/y): string {
    const words: string[] = [];
    let assigned: [string, string] | undefined;
    for (this.take(/[ \t]*/y); this.take(end) === undefined; this.take(/[ \t]*/y)) {
      const name = words.length === 0 && !assigned ? this.take(/([A-Za-z_]\w*)=/y) : undefined;
      if (name !== undefined) {
        assigned = [name, this.word(true)];
      } else {
        words.push(this.word(false));
      }
    }
    if (!assigned) {
      return this.execute(words);
    }
    this.variables.set(...(words.length > 0 ? this.fail('an assignment before a command') : assigned));
    return '';
  }

  /** A word; what is substituted outside quotes stays one word in an assignment only. */
  private word(inAssignment: boolean): string {
    let word = '';
    do {
      word += this.take(/'([^']*)'/y) ?? this.take(/[\w./:@%+,=-]+/y) ?? this.take(/\\([^\n])/y) ?? this.doubleQuoted()
        ?? (inAssignment ? this.substituted() : undefined) ?? this.fail('this outside quotes');
    } while (this.take(/(?=$|[ \t)])/y) === undefined);
    return word;
  }

  private doubleQuoted(): string | undefined {
    if (this.take(/"/y) === undefined) {
      return undefined;
    }
    let text = '';
    while (this.take(/"/y) === undefined) {
      text += this.take(/[^"`$\\]+/y) ?? this.take(/\\([$`"\\])/y) ?? this.take(/\\(?!\n)/y) ?? this.substituted() ?? this.fail('this in double quotes');
    }
    return text;
  }

  private substituted(): string | undefined {
    if (this.take(/\$\(/y) !== undefined) {
      return this.run(/\)/y).replace(/\n+$/, '');
    }
    const name = this.take(/\$([A-Za-z_]\w*)/y);
    return name === undefined ? undefined : this.variables.get(name) ?? this.fail(`${name}, which was never assigned`);
  }

  /** What the pattern's group matches here, or all of it; the pattern is sticky. */
  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    this.at += found?.[0].length ?? 0;
    return found ? found[1] ?? found[0] : undefined;
  }

  private fail(what: string): never {
    throw new Error(`the shell of this test does not read ${what}, at ${this.at} of ${this.text}`);
  }
}
