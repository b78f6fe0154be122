import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Alert, Flex } from '@backstage/ui';
import { AccountSetDetail } from '../api/SageMakerApi';
import { Fact, Facts } from '../components/Facts';
import { formatTime } from '../components/format';
import { StatusLabel } from '../components/StatusLabel';
import { statusLook } from '../components/statuses';

export const AccountSetView = (props: { accountSet: AccountSetDetail }) => {
  const { accountSet } = props;
  return (
    <Flex direction="column" gap="3">
      {accountSet.statusMessage && (
        <Alert status="warning" icon title={accountSet.statusMessage} />
      )}
      <Facts>
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
      </Facts>
    </Flex>
  );
};
