declare module 'dynalite' {
  import { Server } from 'node:http';

  export default function dynalite(options: {
    /** How long a table stays in its state of change, in milliseconds. */
    createTableMs: number;
    deleteTableMs: number;
    updateTableMs: number;
  }): Server;
}
