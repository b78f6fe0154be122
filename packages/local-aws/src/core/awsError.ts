/** An error as AWS answers it; `code` is what the SDK shows as `name`. */
export class AwsError extends Error {
  constructor(readonly code: string, message: string, readonly status = 400) {
    super(message);
    this.name = code;
  }
}
