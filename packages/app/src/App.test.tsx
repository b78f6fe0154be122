import { render, screen } from '@testing-library/react';
import App from './App';

describe('App', () => {
  it('greets with the sign-in page', async () => {
    process.env.APP_CONFIG = JSON.stringify([]);
    Object.assign(process.env, {
      APP_CONFIG: [
        {
          context: 'test',
          data: {
            app: { title: 'SageMaker MLOps' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
        },
      ],
    });

    render(App.createRoot());

    expect(
      await screen.findByRole('button', { name: 'Enter' }, { timeout: 20_000 }),
    ).toBeInTheDocument();
  }, 30_000);
});
