import { Alert } from '@backstage/ui';
import type { Drift } from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** What is not as it should be, each with what to do about it. */
export const DriftList = ({ drift }: { drift: Drift[] }) => (
  <ul
    aria-label="Drift"
    style={{
      display: 'grid',
      gap: 'var(--bui-space-2)',
      listStyle: 'none',
      margin: 0,
      padding: 0,
    }}
  >
    {drift.map(({ kind, stage, message, nextStep }) => (
      <li key={`${kind}/${stage}`}>
        <Alert status="warning" icon title={message} description={nextStep} />
      </li>
    ))}
  </ul>
);
