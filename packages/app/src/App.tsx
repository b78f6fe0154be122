import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './modules/nav';

// Plugins are found in package.json (`app.packages: all` in app-config.yaml).
export default createApp({ features: [navModule] });
