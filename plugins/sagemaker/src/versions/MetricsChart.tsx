import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatMetric } from './comparison';

const HEIGHT = 220;
const AXIS = { fill: 'var(--bui-fg-secondary)', fontSize: 12 };

/** A metric over versions. The table of versions has the same figures in words. */
export const MetricsChart = (props: {
  metric: string;
  /** Not empty, oldest first. */
  points: { version: number; value: number }[];
}) => {
  const { metric, points } = props;
  const [first] = points;
  const last = points[points.length - 1];
  return (
    <div
      role="img"
      aria-label={`${metric} over ${
        points.length
      } versions, from ${formatMetric(first.value)} of version ${
        first.version
      } to ${formatMetric(last.value)} of version ${last.version}`}
    >
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <LineChart data={points} accessibilityLayer={false}>
          <CartesianGrid stroke="var(--bui-border-1)" vertical={false} />
          <XAxis dataKey="version" tick={AXIS} stroke="var(--bui-border-2)" />
          <YAxis
            tick={AXIS}
            stroke="var(--bui-border-2)"
            domain={['auto', 'auto']}
            tickFormatter={formatMetric}
            width={64}
          />
          <Tooltip
            formatter={value => [formatMetric(Number(value)), metric]}
            labelFormatter={version => `Version ${version}`}
            contentStyle={{
              background: 'var(--bui-bg-neutral-1)',
              border: '1px solid var(--bui-border-2)',
              color: 'var(--bui-fg-primary)',
            }}
          />
          <Line
            dataKey="value"
            type="linear"
            stroke="var(--bui-fg-announcement)"
            strokeWidth={2}
            dot={{ r: 3 }}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
};
