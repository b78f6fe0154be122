import { Content, Header, Page } from '@backstage/core-components';
import { usePermission } from '@backstage/plugin-permission-react';
import { Container, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { sagemakerIngestionReadPermission } from '@mlops-foundation/backstage-plugin-sagemaker-common';
import { lazy, ReactNode, Suspense } from 'react';
import { Route, Routes, useLocation, useResolvedPath } from 'react-router-dom';
import { LoadingPicture } from '../components/pictures';
import { PortfolioContent } from '../portfolio/PortfolioContent';

const InboxPage = lazy(async () => ({
  default: (await import('../inbox/InboxPage')).InboxPage,
}));
const IngestionPage = lazy(async () => ({
  default: (await import('../ingestion/IngestionPage')).IngestionPage,
}));

/** Ingestion is shown to those only who may see it. */
const Places = ({ children }: { children: ReactNode }) => {
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  const { pathname } = useLocation();
  const { allowed } = usePermission({
    permission: sagemakerIngestionReadPermission,
  });
  const place = ['approvals', 'ingestion'].find(name =>
    pathname.startsWith(`${base}/${name}`),
  );
  const selected = place ?? 'portfolio';
  return (
    <Tabs selectedKey={selected}>
      <TabList aria-label="Places of MLOps">
        <Tab id="portfolio" href={base || '/'}>
          Portfolio
        </Tab>
        <Tab id="approvals" href={`${base}/approvals`}>
          Approvals
        </Tab>
        {allowed && (
          <Tab id="ingestion" href={`${base}/ingestion`}>
            Ingestion
          </Tab>
        )}
      </TabList>
      <TabPanel id={selected}>{children}</TabPanel>
    </Tabs>
  );
};

const MlopsContent = () => (
  <Places>
    <Routes>
      <Route
        path="approvals/*"
        element={
          <Suspense fallback={<LoadingPicture what="approvals" />}>
            <InboxPage />
          </Suspense>
        }
      />
      <Route
        path="ingestion/*"
        element={
          <Suspense fallback={<LoadingPicture what="ingestion" />}>
            <IngestionPage />
          </Suspense>
        }
      />
      <Route path="*" element={<PortfolioContent />} />
    </Routes>
  </Places>
);

/** In the new frontend system the app draws the header. */
export const MlopsPage = () => (
  <Container>
    <MlopsContent />
  </Container>
);

/** In the legacy system a page brings its own. */
export const LegacyMlopsPage = () => (
  <Page themeId="tool">
    <Header title="MLOps" subtitle="Model groups, use cases and account sets" />
    <Content>
      <MlopsContent />
    </Content>
  </Page>
);
