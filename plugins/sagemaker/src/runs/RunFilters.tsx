import { Flex, Select, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import type { RunList } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { statusLook } from '../components/statuses';
import { isPeriod, PERIODS, RunQuery, RUN_STATUSES } from './useRunQuery';

const ALL = 'all';
const PERIOD_OPTIONS = [
  { value: ALL, label: 'Any time' },
  ...Object.entries(PERIODS).map(([value, { label }]) => ({ value, label })),
];

/** Filters by status and time, and by pipeline where a use case has several. */
export const RunFilters = (props: {
  query: RunQuery;
  pipelines: RunList['pipelines'];
  onChange: (part: Partial<RunQuery>) => void;
}) => {
  const { query, pipelines, onChange } = props;
  return (
    <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
      <ToggleButtonGroup
        aria-label="Statuses to show"
        selectionMode="multiple"
        selectedKeys={query.statuses}
        onSelectionChange={keys =>
          onChange({ statuses: RUN_STATUSES.filter(one => keys.has(one)) })
        }
        style={{ flexWrap: 'wrap' }}
      >
        {RUN_STATUSES.map(status => (
          <ToggleButton key={status} id={status}>
            {statusLook(status).label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Select
        aria-label="Started"
        options={PERIOD_OPTIONS}
        value={query.period ?? ALL}
        onChange={value =>
          onChange({ period: isPeriod(value) ? value : undefined })
        }
        style={{ flex: '0 1 12rem' }}
      />
      {pipelines.length > 1 && (
        <Select
          aria-label="Pipeline"
          options={[
            { value: ALL, label: 'All pipelines and branches' },
            ...pipelines.map(({ entityRef, name, branch }) => ({
              value: entityRef,
              label: branch ? `${name} (${branch})` : name,
            })),
          ]}
          value={query.pipeline ?? ALL}
          onChange={value =>
            onChange({ pipeline: value === ALL ? undefined : String(value) })
          }
          style={{ flex: '0 1 24rem' }}
        />
      )}
    </Flex>
  );
};
