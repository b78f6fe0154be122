import { IncomingMessage } from 'node:http';
import { AwsError } from './awsError';
import { Caller } from './service';

const SCOPE = /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;
const ACCESS_KEY = /^A(?:KIA|SIA)(\d{12})/;

/**
 * Reads who calls which service from the `Authorization` header. The signature
 * itself is not checked: any secret is right.
 */
export function readCaller(
  request: IncomingMessage,
): Caller & { service: string } {
  const scope = SCOPE.exec(request.headers.authorization ?? '');
  if (!scope) {
    throw new AwsError(
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
      403,
    );
  }
  const [, accessKeyId, region, service] = scope;
  return {
    accessKeyId,
    region,
    service,
    accountId: accountOf(accessKeyId),
  };
}

/** The account is written into every access key id of this endpoint. */
export function accountOf(accessKeyId: string): string {
  const key = ACCESS_KEY.exec(accessKeyId);
  if (!key) {
    throw new AwsError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      403,
    );
  }
  return key[1];
}

/** A fresh temporary access key id of an account. */
export function temporaryAccessKeyId(accountId: string, unique: string) {
  return `ASIA${accountId}${unique}`;
}
