import { Alert, Flex, Text } from '@backstage/ui';
import type { ModelCard } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { Fact, Facts } from '../components/Facts';

/** The model card of a version, and what a reviewer would miss in it. */
export const ModelCardView = ({ card }: { card: ModelCard }) => (
  <section aria-label="Model card">
    <Flex direction="column" gap="3">
      <Text as="h3" variant="title-x-small">
        Model card, {card.status}
      </Text>
      {card.missing.length > 0 && (
        <Alert
          status="warning"
          icon
          title="The model card is not complete"
          description={`Nothing is said about: ${card.missing.join('; ')}.`}
        />
      )}
      {card.sections.map(({ title, entries }) => (
        <div key={title}>
          <Text as="h4" weight="bold">
            {title}
          </Text>
          <Facts>
            {entries.map(({ name, value }) => (
              <Fact key={name} label={name}>
                {value}
              </Fact>
            ))}
          </Facts>
        </div>
      ))}
    </Flex>
  </section>
);
