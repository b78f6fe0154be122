import { Link } from '@backstage/core-components';

/** A link into the AWS console, which opens beside the portal. */
export const ConsoleLink = (props: { url: string; children: string }) => (
  <Link to={props.url} target="_blank" rel="noopener">
    {props.children}
  </Link>
);
