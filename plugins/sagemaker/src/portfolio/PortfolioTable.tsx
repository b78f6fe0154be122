import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Cell, CellText, ColumnConfig, Table } from '@backstage/ui';
import { StatusLabel } from '../components/StatusLabel';
import { statusLook } from '../components/statuses';

interface Row {
  id: string;
  entity: Entity;
}

/** A ref in `spec`, as a link; owners are groups unless they say otherwise. */
const RefCell = (props: {
  entity: Entity;
  field: 'owner' | 'system';
  defaultKind: string;
}) => {
  const ref = props.entity.spec?.[props.field];
  return (
    <Cell>
      {typeof ref === 'string' && (
        <EntityRefLink
          entityRef={ref}
          defaultKind={props.defaultKind}
          defaultNamespace={props.entity.metadata.namespace}
        />
      )}
    </Cell>
  );
};

export const PortfolioTable = (props: {
  entities: Entity[];
  showSystem: boolean;
  showState: boolean;
}) => {
  const { entities, showSystem, showState } = props;
  const columns: ColumnConfig<Row>[] = [
    {
      id: 'name',
      label: 'Name',
      isRowHeader: true,
      cell: ({ entity }) => (
        <Cell>
          <EntityRefLink entityRef={entity}>
            {entity.metadata.title ?? entity.metadata.name}
          </EntityRefLink>
        </Cell>
      ),
    },
    {
      id: 'owner',
      label: 'Owner',
      cell: ({ entity }) => (
        <RefCell entity={entity} field="owner" defaultKind="group" />
      ),
    },
    {
      id: 'system',
      label: 'Use case',
      isHidden: !showSystem,
      cell: ({ entity }) => (
        <RefCell entity={entity} field="system" defaultKind="system" />
      ),
    },
    {
      id: 'state',
      label: 'State',
      isHidden: !showState,
      cell: ({ entity }) => (
        <Cell>
          {typeof entity.spec?.state === 'string' && (
            <StatusLabel look={statusLook(entity.spec.state)} />
          )}
        </Cell>
      ),
    },
    {
      id: 'description',
      label: 'Description',
      cell: ({ entity }) => (
        <CellText title={entity.metadata.description ?? ''} />
      ),
    },
  ];
  return (
    <Table
      columnConfig={columns}
      data={entities.map(entity => ({
        id: stringifyEntityRef(entity),
        entity,
      }))}
      pagination={{ type: 'none' }}
    />
  );
};
