// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('approval_decisions', table => {
    table.comment(
      'One row for each state of an approval that somebody decides on: whoever inserts it decides',
    );
    table
      .string('id', 64)
      .primary()
      .comment('SHA-256 of ARN, approval id and the state that was shown');
    table.text('arn').notNullable().comment('ARN of the model group');
    table.string('approval_id').notNullable();
    table.text('decided_by').notNullable().comment('Entity ref');
    table.string('decision').notNullable().comment('Approved or Rejected');
    table
      .bigInteger('claimed_at')
      .notNullable()
      .comment('Milliseconds since 1970');
    table
      .boolean('taken')
      .notNullable()
      .defaultTo(false)
      .comment('True once AWS has taken the decision');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('approval_decisions');
};
