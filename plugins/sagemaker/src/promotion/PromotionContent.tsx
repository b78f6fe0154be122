import { Flex } from '@backstage/ui';
import { VersionsCard } from '../versions/VersionsCard';
import { PromotionCard } from './PromotionCard';

/** Tab: the promotion above the versions that it is about. */
export const PromotionContent = () => (
  <Flex direction="column" gap="4">
    <PromotionCard />
    <VersionsCard />
  </Flex>
);
