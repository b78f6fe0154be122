import { Content, Header, Page } from '@backstage/core-components';
import { Container } from '@backstage/ui';
import { PortfolioContent } from './PortfolioContent';

/** In the new frontend system the app draws the header. */
export const PortfolioPage = () => (
  <Container>
    <PortfolioContent />
  </Container>
);

/** In the legacy system a page brings its own. */
export const LegacyPortfolioPage = () => (
  <Page themeId="tool">
    <Header title="MLOps" subtitle="Model groups, use cases and account sets" />
    <Content>
      <PortfolioContent />
    </Content>
  </Page>
);
