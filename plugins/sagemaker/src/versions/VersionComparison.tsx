import { Link } from '@backstage/core-components';
import { Flex, Text } from '@backstage/ui';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { VersionDetail } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { commitDiffUrl } from './commitDiff';
import { compare, ComparisonGroup } from './comparison';

/** The same in every group, so that the columns stand below each other. */
const NAME_WIDTH = '14rem';
const DIFFERENCE_WIDTH = '8rem';
/** Narrower screens scroll. */
const MIN_WIDTH = '40rem';

const Group = (props: { group: ComparisonGroup; versions: number[] }) => {
  const { group, versions } = props;
  const isComparison = versions.length > 1;
  return (
    <div style={{ overflowX: 'auto' }}>
      <Text as="h3" variant="title-x-small">
        {group.title}
      </Text>
      <Table
        size="small"
        aria-label={group.title}
        style={{ tableLayout: 'fixed', minWidth: MIN_WIDTH }}
      >
        <TableHead>
          <TableRow>
            <TableCell style={{ width: NAME_WIDTH }}>Name</TableCell>
            {versions.map(version => (
              <TableCell key={version}>Version {version}</TableCell>
            ))}
            {isComparison && (
              <TableCell style={{ width: DIFFERENCE_WIDTH }}>
                Difference
              </TableCell>
            )}
          </TableRow>
        </TableHead>
        <TableBody>
          {group.rows.map(({ name, values, differs, change }) => (
            <TableRow key={name}>
              <TableCell component="th" scope="row">
                {name}
              </TableCell>
              {values.map((value, index) => (
                <TableCell
                  key={versions[index]}
                  style={{
                    overflowWrap: 'anywhere',
                    fontWeight: isComparison && differs ? 600 : undefined,
                  }}
                >
                  {value ?? '—'}
                </TableCell>
              ))}
              {isComparison && (
                <TableCell>{differs ? change ?? 'differs' : 'same'}</TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
};

/** One version in full, or two side by side. */
export const VersionComparison = (props: { details: VersionDetail[] }) => {
  const { details } = props;
  const [one, other] = details.map(({ version }) => version);
  const diff = commitDiffUrl(
    (other ?? one).repository,
    one.commit,
    other?.commit,
  );
  return (
    <Flex direction="column" gap="4">
      {details.map(({ version, metricsProblem }) =>
        metricsProblem ? (
          <Text key={version.version} as="p">
            The metrics of version {version.version} cannot be read:{' '}
            {metricsProblem}
          </Text>
        ) : null,
      )}
      {diff && (
        <Link to={diff} target="_blank" rel="noopener">
          What changed in the code between the two
        </Link>
      )}
      {compare(details).map(group => (
        <Group
          key={group.title}
          group={group}
          versions={details.map(({ version }) => version.version)}
        />
      ))}
    </Flex>
  );
};
