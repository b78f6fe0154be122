import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import {
  RiErrorWarningLine,
  RiInboxLine,
  RiLock2Line,
  RiPriceTag3Line,
} from '@remixicon/react';
import { ReactNode } from 'react';
import { Picture } from './Picture';
import { Problem } from './problems';

export const LoadingPicture = ({ what }: { what: string }) => (
  <Flex role="status" aria-label={`Loading ${what}`} direction="column" gap="3">
    <Skeleton height={20} width="40%" />
    <Skeleton height={20} width="85%" />
    <Skeleton height={20} width="70%" />
  </Flex>
);

export const EmptyPicture = (props: {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) => (
  <Picture icon={RiInboxLine} title={props.title} action={props.action}>
    <Text as="p">{props.children}</Text>
  </Picture>
);

export const MissingAnnotationPicture = ({
  annotation,
  consequence = 'so there is nothing to ask AWS for',
  hint,
}: {
  annotation: string;
  consequence?: string;
  hint: string;
}) => (
  <Picture icon={RiPriceTag3Line} title="Annotation missing">
    <Text as="p">
      This entity has no <code>{annotation}</code> annotation, {consequence}.
    </Text>
    <Text as="p">{hint}</Text>
  </Picture>
);

/** No permission, or an error of AWS or of the way to it. */
export const ProblemPicture = (props: {
  problem: Problem;
  /** Left out where trying again is of no use. */
  onRetry?: () => void;
}) => {
  const { problem, onRetry } = props;
  return (
    <Picture
      icon={problem.kind === 'forbidden' ? RiLock2Line : RiErrorWarningLine}
      title={problem.title}
      action={
        problem.kind !== 'forbidden' &&
        onRetry && (
          <Button variant="secondary" onPress={onRetry}>
            Retry
          </Button>
        )
      }
    >
      <Text as="p" style={{ overflowWrap: 'anywhere' }}>
        {problem.message}
      </Text>
      <Text as="p" color="secondary">
        {problem.nextStep}
      </Text>
    </Picture>
  );
};
