import type {
  Parameter,
  VersionDetail,
  VersionReport,
} from '@mlops-foundation/backstage-plugin-sagemaker-common';

/** One fact of two versions, or of one. */
export interface ComparisonRow {
  name: string;
  /** Undefined where the version has no such thing. */
  values: (string | undefined)[];
  /** Whether the versions differ in it. */
  differs: boolean;
  /** How much a figure has changed from the first to the second, such as `+0.02`. */
  change?: string;
}

export interface ComparisonGroup {
  title: string;
  rows: ComparisonRow[];
}

const REPORTS: Record<VersionReport['kind'], string> = {
  modelQuality: 'Model quality',
  modelDataQuality: 'Data quality',
  bias: 'Bias',
  explainability: 'Explainability',
};
const SIGNIFICANT_DIGITS = 6;

export const formatMetric = (value: number) =>
  String(Number(value.toPrecision(SIGNIFICANT_DIGITS)));

function changeOf([from, to]: (number | undefined)[]): string | undefined {
  if (from === undefined || to === undefined || from === to) {
    return undefined;
  }
  const change = to - from;
  return `${change > 0 ? '+' : '−'}${formatMetric(Math.abs(change))}`;
}

type Facts = Parameter[];

/** Rows for every name that any of the versions has, in the order of the first that has it. */
function rowsOf(facts: Facts[]): ComparisonRow[] {
  const names = new Set(facts.flatMap(list => list.map(({ name }) => name)));
  return [...names].map(name => {
    const values = facts.map(
      list => list.find(fact => fact.name === name)?.value,
    );
    return { name, values, differs: new Set(values).size > 1 };
  });
}

const fact = (name: string, value: string | undefined): Facts =>
  value === undefined || value === '' ? [] : [{ name, value }];

const codeOf = ({ version }: VersionDetail): Facts => [
  ...fact('Commit', version.commit),
  ...fact('Repository', version.repository),
  ...fact('Run', version.runArn?.split('/').at(-1)),
  ...(version.images ?? []).map((value, index) => ({
    name: index ? `Image ${index + 1}` : 'Image',
    value,
  })),
];

const stateOf = ({ version }: VersionDetail): Facts => [
  ...fact('Approval', version.approvalStatus),
  ...fact('Reason', version.approvalDescription),
  ...fact('Lifecycle stage', version.lifecycle?.stage),
  ...fact('Lifecycle status', version.lifecycle?.status),
  ...fact('Registered by', version.createdBy),
];

const reportsOf =
  (areBaselines: boolean) =>
  ({ reports }: VersionDetail): Facts =>
    reports
      .filter(({ isBaseline }) => isBaseline === areBaselines)
      .map(({ kind, part, uri }) => ({
        name: `${REPORTS[kind]}: ${part}`,
        value: uri,
      }));

const dataOf = ({ modelData }: VersionDetail): Facts =>
  modelData.map((value, index) => ({
    name: index ? `Model ${index + 1}` : 'Model',
    value,
  }));

const cardOf = ({ modelCard }: VersionDetail): Facts => [
  ...fact('Status', modelCard?.status),
  ...fact('Missing', modelCard?.missing.join('; ')),
];

function metricRows(versions: VersionDetail[]): ComparisonRow[] {
  const rows = rowsOf(
    versions.map(({ metrics }) =>
      metrics.map(({ name, value }) => ({ name, value: formatMetric(value) })),
    ),
  );
  return rows.map(row => ({
    ...row,
    change: changeOf(
      versions.map(
        ({ metrics }) => metrics.find(({ name }) => name === row.name)?.value,
      ),
    ),
  }));
}

/**
 * What one version is, or how two differ: metrics, metadata, code, data, reports
 * and baselines, model card. Groups that no version has anything in are left out.
 */
export function compare(versions: VersionDetail[]): ComparisonGroup[] {
  return [
    { title: 'Metrics', rows: metricRows(versions) },
    { title: 'State', rows: rowsOf(versions.map(stateOf)) },
    { title: 'Code', rows: rowsOf(versions.map(codeOf)) },
    { title: 'Metadata', rows: rowsOf(versions.map(v => v.metadata)) },
    { title: 'Data', rows: rowsOf(versions.map(dataOf)) },
    { title: 'Reports', rows: rowsOf(versions.map(reportsOf(false))) },
    {
      title: 'Baselines for drift',
      rows: rowsOf(versions.map(reportsOf(true))),
    },
    { title: 'Model card', rows: rowsOf(versions.map(cardOf)) },
  ].filter(({ rows }) => rows.length > 0);
}
