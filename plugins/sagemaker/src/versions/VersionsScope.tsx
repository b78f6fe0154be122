import { Entity } from '@backstage/catalog-model';
import { ANNOTATION_AWS_ARN } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { ReactNode } from 'react';
import { EntityScope } from '../components/EntityScope';
import { EmptyPicture } from '../components/pictures';

/** What shows the versions of a model group stands in this. */
export const VersionsScope = (props: {
  children: (entity: Entity) => ReactNode;
}) => (
  <EntityScope
    title="Versions"
    annotation={() => ANNOTATION_AWS_ARN}
    hint="Set it to the ARN of the model package group, or let the catalog module for SageMaker bring the entity in."
  >
    {props.children}
  </EntityScope>
);

/** Instead of a list without versions. */
export const noVersions = ({ items }: { items: unknown[] }) =>
  items.length === 0 ? (
    <EmptyPicture title="No versions yet">
      A successful run of the training pipeline registers the first one.
    </EmptyPicture>
  ) : undefined;
