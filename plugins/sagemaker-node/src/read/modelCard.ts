import { ModelPackageModelCard } from '@aws-sdk/client-sagemaker';
import { ModelCard } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** Titles of the sections of SageMaker's model card schema. */
const TITLES: Record<string, string> = {
  model_overview: 'Overview',
  intended_uses: 'Intended uses',
  business_details: 'Business',
  training_details: 'Training',
  evaluation_details: 'Evaluation',
  additional_information: 'Additional information',
};

/** What a reviewer expects of every card, by section; the rest is as the team likes it. */
const EXPECTED: Record<string, string[]> = {
  model_overview: ['model_description', 'model_owner'],
  intended_uses: ['purpose_of_model', 'intended_uses', 'risk_rating'],
  training_details: ['training_observations'],
  evaluation_details: [],
  additional_information: [
    'ethical_considerations',
    'caveats_and_recommendations',
  ],
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const words = (key: string) =>
  key.charAt(0).toUpperCase() + key.slice(1).replace(/_/g, ' ');

/** Figures and texts below a section, named by the way to them. */
function entriesOf(
  value: unknown,
  path: string[] = [],
): { name: string; value: string }[] {
  if (Array.isArray(value)) {
    return value.flatMap((child, index) =>
      entriesOf(child, value.length > 1 ? [...path, `${index + 1}`] : path),
    );
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, child]) =>
      entriesOf(child, [...path, words(key)]),
    );
  }
  const text = value === undefined || value === null ? '' : String(value);
  return text.trim() === ''
    ? []
    : [{ name: path.join(', ') || 'Value', value: text }];
}

/**
 * A model card as sections of names and texts, and what it says nothing about.
 * Content that is no JSON counts as a card without any section.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-cards-json-schema.html
 */
export function mapModelCard(
  card: ModelPackageModelCard | undefined,
): ModelCard | undefined {
  if (!card?.ModelCardStatus) {
    return undefined;
  }
  const content = parse(card.ModelCardContent);
  const sections = Object.entries(content)
    .map(([key, value]) => ({
      title: TITLES[key] ?? words(key),
      entries: entriesOf(value),
    }))
    .filter(({ entries }) => entries.length > 0);
  const missing = Object.entries(EXPECTED).flatMap(([section, fields]) => {
    const value = content[section];
    if (entriesOf(value).length === 0) {
      return [TITLES[section]];
    }
    return fields
      .filter(field => !isObject(value) || entriesOf(value[field]).length === 0)
      .map(field => `${TITLES[section]}: ${words(field).toLowerCase()}`);
  });
  return { status: card.ModelCardStatus, sections, missing };
}

function parse(text: string | undefined): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(text ?? '{}');
    return isObject(content) ? content : {};
  } catch {
    return {};
  }
}
