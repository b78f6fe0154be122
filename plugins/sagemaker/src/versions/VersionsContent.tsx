import { Entity } from '@backstage/catalog-model';
import { Alert, Button, Flex, Select } from '@backstage/ui';
import { lazy, Suspense, useState } from 'react';
import { LiveCard } from '../components/LiveCard';
import { LoadingPicture } from '../components/pictures';
import { describeProblem } from '../components/problems';
import { metricNames, metricSeries } from './metricSeries';
import { COMPARED, useVersionQuery } from './useVersionQuery';
import { MeasuredVersion, useVersions } from './useVersions';
import { noVersions, VersionsScope } from './VersionsScope';
import { VersionsTable } from './VersionsTable';
import { VersionView } from './VersionView';

// The chart library is larger than all the rest of this tab.
const MetricsChart = lazy(() =>
  import('./MetricsChart').then(m => ({ default: m.MetricsChart })),
);

const PAGE = 20;

const MetricPanel = (props: {
  versions: MeasuredVersion[];
  metric: string;
  names: string[];
  onMetric: (name: string) => void;
}) => {
  const { versions, metric, names, onMetric } = props;
  const points = metricSeries(versions, metric);
  return (
    <Flex direction="column" gap="2">
      <Select
        label="Metric"
        options={names.map(name => ({ value: name, label: name }))}
        value={metric}
        onChange={name => onMetric(String(name))}
        style={{ maxWidth: '20rem' }}
      />
      {points.length > 0 && (
        <Suspense fallback={<LoadingPicture what="the chart" />}>
          <MetricsChart metric={metric} points={points} />
        </Suspense>
      )}
    </Flex>
  );
};

const AllVersions = (props: {
  entity: Entity;
  chosenMetric?: string;
  onMetric: (name: string) => void;
  onOpen: (versions: number[]) => void;
}) => {
  const { entity, chosenMetric, onMetric, onOpen } = props;
  const { live, more } = useVersions(entity, PAGE);
  const [marked, setMarked] = useState<number[]>([]);
  const names = metricNames(live.data?.items ?? []);
  const metric = chosenMetric ?? names[0];
  const problem =
    live.data?.metricsError && describeProblem(live.data.metricsError);
  return (
    <LiveCard title="Versions" what="versions" live={live} empty={noVersions}>
      {({ items }) => (
        <Flex direction="column" gap="4">
          {problem && (
            <Alert
              status="warning"
              icon
              title={`No metrics. ${problem.title}`}
              description={`${problem.message} ${problem.nextStep}`}
            />
          )}
          {metric && (
            <MetricPanel
              versions={items}
              metric={metric}
              names={names}
              onMetric={onMetric}
            />
          )}
          <div>
            <Button
              variant="secondary"
              isDisabled={marked.length !== COMPARED}
              onPress={() => onOpen(marked)}
            >
              {marked.length === COMPARED
                ? `Compare ${marked.join(' and ')}`
                : 'Mark two versions to compare them'}
            </Button>
          </div>
          <VersionsTable
            versions={items}
            metric={metric}
            marked={marked}
            onMark={setMarked}
            onOpen={version => onOpen([version])}
            more={more}
            loading={live.loading}
          />
        </Flex>
      )}
    </LiveCard>
  );
};

const Versions = ({ entity }: { entity: Entity }) => {
  const { versions, metric, open, chooseMetric } = useVersionQuery();
  return versions.length > 0 ? (
    <VersionView entity={entity} versions={versions} onClose={() => open([])} />
  ) : (
    <AllVersions
      entity={entity}
      chosenMetric={metric}
      onMetric={chooseMetric}
      onOpen={open}
    />
  );
};

/** Tab: all versions with their metrics, one in full, two side by side. */
export const VersionsContent = () => (
  <VersionsScope>{entity => <Versions entity={entity} />}</VersionsScope>
);
