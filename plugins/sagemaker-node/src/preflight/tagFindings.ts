import { PreflightFinding } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** Limits of CreateProject's Tags. */
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** The tags that AWS would refuse, with the rule. */
export function tagFindings(tags: Record<string, string>): PreflightFinding[] {
  const entries = Object.entries(tags);
  const messages = [
    ...(entries.length > MAX_TAGS
      ? [
          `tags: AWS takes ${MAX_TAGS}, and with those of the portal there are ${entries.length}`,
        ]
      : []),
    ...entries.flatMap(([key, value]) => {
      if (!key || key.length > MAX_KEY || /^aws:/i.test(key)) {
        return [
          `tag '${key}': a key has 1 to ${MAX_KEY} characters and does not begin with aws:`,
        ];
      }
      if (value.length > MAX_VALUE) {
        return [`tag '${key}': a value has at most ${MAX_VALUE} characters`];
      }
      return CHARACTERS.test(key) && CHARACTERS.test(value)
        ? []
        : [
            `tag '${key}': keys and values have letters, digits, spaces and _ . : / = + - @`,
          ];
    }),
  ];
  return messages.map(message => ({ field: 'tags', message }));
}
