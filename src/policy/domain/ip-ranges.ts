import type { Matcher } from './pattern';

interface Address {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

/** A test whether an address lies in a range of RFC 4632; undefined when the text is no range. */
export function ipMatcher(range: string): Matcher | undefined {
  const [text, length, ...rest] = range.split('/');
  const base = parseAddress(text);
  const prefix = length === undefined ? base?.width : /^\d{1,3}$/.test(length) ? Number(length) : undefined;
  if (!base || rest.length > 0 || prefix === undefined || prefix > base.width) {
    return undefined;
  }
  const size = 2n ** BigInt(base.width - prefix);
  const network = base.bits / size;
  return (given) => {
    const address = parseAddress(given);
    return address !== undefined && address.width === base.width && address.bits / size === network;
  };
}

function parseAddress(text: string): Address | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): Address | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) {
    return undefined;
  }
  return { bits: parts.reduce((bits, part) => bits * 256n + BigInt(part), 0n), width: 32 };
}

function parseIpv6(text: string): Address | undefined {
  const halves = text.split('::');
  if (halves.length > 2) {
    return undefined;
  }
  const [head, tail] = halves.map((half) => groups(half));
  if (!head || (halves.length === 2 && !tail)) {
    return undefined;
  }
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) {
    return undefined;
  }
  const all = [...head, ...Array<number>(halves.length === 2 ? missing : 0).fill(0), ...(tail ?? [])];
  return { bits: all.reduce((bits, group) => bits * 65_536n + BigInt(group), 0n), width: 128 };
}

/** Groups of sixteen bits; the last two may be written as an IPv4 address. */
function groups(text: string): number[] | undefined {
  if (text === '') {
    return [];
  }
  const parts = text.split(':');
  const last = parts[parts.length - 1];
  const embedded = last.includes('.') ? parseIpv4(last) : undefined;
  if (last.includes('.') && !embedded) {
    return undefined;
  }
  const plain = embedded ? parts.slice(0, -1) : parts;
  if (!plain.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part))) {
    return undefined;
  }
  const numbers = plain.map((part) => parseInt(part, 16));
  return embedded ? [...numbers, Number(embedded.bits / 65_536n), Number(embedded.bits % 65_536n)] : numbers;
}
