import { until } from '../lib/processes.mjs';

/*
 * Holds a process still at one moment of a sweep: a trigger lets the insert that
 * comes then sleep, with its transaction open, until the process has been killed.
 */

/** How many of the entities that match have been handed to the catalog. */
export async function countProvided(postgres, database, pattern) {
  const [{ count }] = await postgres.query(
    database,
    `select count(*) from refresh_state
      where unprocessed_entity like '${pattern}'`,
  );
  return count;
}

/** Holds whoever hands over a matching entity when `after` of them are there. */
export async function holdInserts(postgres, database, pattern, after) {
  await postgres.execute(
    database,
    `create function hold() returns trigger language plpgsql as $$
     begin
       if (select count(*) from refresh_state
            where unprocessed_entity like '${pattern}') >= ${after} then
         perform pg_sleep(600);
       end if;
       return new;
     end $$;
     create trigger hold before insert on refresh_state for each row
       when (new.unprocessed_entity like '${pattern}') execute function hold();`,
  );
}

/** The name of the process that is held, once one is. */
export async function heldProcess(postgres) {
  const [{ name }] = await until('an insert is held', async () => {
    const rows = await postgres.query(
      'postgres',
      `select application_name as name from pg_stat_activity
        where wait_event = 'PgSleep'`,
    );
    return rows.length > 0 && rows;
  });
  return name;
}

/** Lets inserts pass again, and ends what the killed process left open. */
export async function release(postgres, database, killed) {
  await postgres.execute(
    database,
    `select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = '${killed}';
     drop trigger hold on refresh_state;
     drop function hold();`,
  );
}
