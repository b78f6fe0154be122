import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Fragment, ReactNode } from 'react';
import { MissingAnnotationPicture } from './pictures';

/**
 * What every card and tab stands in: asks for the annotation that the card needs,
 * and starts afresh with another entity, so that no open dialog and no page
 * number of the previous one stays.
 */
export const EntityScope = (props: {
  title: string;
  annotation: (entity: Entity) => string;
  /** What comes of its absence, in words after a comma. */
  consequence?: string;
  /** How an entity gets the annotation. */
  hint: string;
  children: (entity: Entity) => ReactNode;
}) => {
  const { title, annotation, consequence, hint, children } = props;
  const { entity } = useEntity();
  const key = annotation(entity);
  if (!entity.metadata.annotations?.[key]) {
    return (
      <EntityInfoCard title={title}>
        <MissingAnnotationPicture
          annotation={key}
          consequence={consequence}
          hint={hint}
        />
      </EntityInfoCard>
    );
  }
  return (
    <Fragment key={stringifyEntityRef(entity)}>{children(entity)}</Fragment>
  );
};
