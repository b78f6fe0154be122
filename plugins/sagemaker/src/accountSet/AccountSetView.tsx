import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';
import { AccountSetDetail } from '../api/SageMakerApi';
import { formatTime } from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { statusLook } from '../components/statuses';

const Fact = (props: { label: string; children: ReactNode }) => (
  <div>
    <dt>
      <Text as="span" variant="body-small" color="secondary">
        {props.label}
      </Text>
    </dt>
    <dd style={{ margin: 0 }}>{props.children}</dd>
  </div>
);

export const AccountSetView = (props: { accountSet: AccountSetDetail }) => {
  const { accountSet } = props;
  return (
    <Flex direction="column" gap="3">
      {accountSet.statusMessage && (
        <Alert status="warning" icon title={accountSet.statusMessage} />
      )}
      <dl
        style={{
          display: 'grid',
          gridTemplateColumns:
            'repeat(auto-fit, minmax(min(11rem, 100%), 1fr))',
          gap: 'var(--bui-space-3)',
          margin: 0,
          overflowWrap: 'anywhere',
        }}
      >
        <Fact label="State">
          <StatusLabel look={statusLook(accountSet.state)} />
        </Fact>
        <Fact label="Regions">{accountSet.regions.join(', ')}</Fact>
        {accountSet.owner && (
          <Fact label="Owner">
            <EntityRefLink entityRef={accountSet.owner} defaultKind="group" />
          </Fact>
        )}
        {accountSet.provisionedProductId && (
          <Fact label="Provisioned product">
            {accountSet.provisionedProductId}
            {accountSet.provisionedProductStatus &&
              `, ${accountSet.provisionedProductStatus}`}
          </Fact>
        )}
        {accountSet.updatedAt && (
          <Fact label="Last change">{formatTime(accountSet.updatedAt)}</Fact>
        )}
        {accountSet.accounts.map(account => (
          <Fact
            key={`${account.role}/${account.accountId}`}
            label={`Account for ${account.role}`}
          >
            <EntityRefLink entityRef={account.entityRef}>
              {account.accountId}
            </EntityRefLink>
          </Fact>
        ))}
      </dl>
    </Flex>
  );
};
