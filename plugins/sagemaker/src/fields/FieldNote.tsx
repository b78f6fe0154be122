import { Button, Flex, Text } from '@backstage/ui';
import { Problem } from '../components/problems';

/** A line below a form field that says how things stand. */
export const FieldNote = (props: { children: string }) => (
  <Text as="p" role="status" variant="body-small" color="secondary">
    {props.children}
  </Text>
);

/** Why a form field could not read its choices. */
export const FieldProblem = (props: {
  problem: Problem;
  onRetry: () => void;
}) => {
  const { problem, onRetry } = props;
  return (
    <Flex role="alert" direction="column" align="start" gap="2" mt="2">
      <Text as="p" variant="body-small" color="danger">
        {problem.title}. {problem.message} {problem.nextStep}
      </Text>
      <Button size="small" variant="secondary" onPress={onRetry}>
        Retry
      </Button>
    </Flex>
  );
};
