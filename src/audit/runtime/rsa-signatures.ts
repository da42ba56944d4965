import { type KeyObject, createPublicKey, verify } from 'node:crypto';
import type { SigningKey, VerifySignature } from '../domain/signing-key';

/** Signatures of CloudTrail: RSA, PKCS #1 v1.5, SHA-256. A key that cannot be used verifies nothing. */
export const rsaSignature: VerifySignature = (key, text, signatureHex) => {
  const publicKey = publicKeyOf(key);
  return publicKey?.asymmetricKeyType === 'rsa' && verify('sha256', Buffer.from(text, 'utf8'), publicKey, Buffer.from(signatureHex, 'hex'));
};

/** The guide says PKCS #1, shows a SubjectPublicKeyInfo too, and reserves to change it. */
function publicKeyOf({ valueBase64 }: SigningKey): KeyObject | undefined {
  const key = Buffer.from(valueBase64, 'base64');
  for (const type of ['pkcs1', 'spki'] as const) {
    try {
      return createPublicKey({ key, format: 'der', type });
    } catch {
      // the other encoding, perhaps.
    }
  }
  return undefined;
}
