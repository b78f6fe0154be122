import { EmptyPicture } from '../components/pictures';

export const NoRunsPicture = () => (
  <EmptyPicture title="No runs yet">
    The pipeline has never been started. Start a run, or wait for the build
    repository to start one.
  </EmptyPicture>
);
