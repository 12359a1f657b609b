/** What is typed into the notebooks of these tests. */

export const SHALLOW = ['%mlflow start shallow -p depth=3', '%mlflow metric accuracy 0.8123456', '%mlflow end'].join('\n');

/** Logs for `seconds` and is still running meanwhile. */
export function training(name: string, seconds: number): string {
  return `
var context = new MlflowContext();
try (var run = context.startRun(${JSON.stringify(name)})) {
    run.logParam("depth", "8");
    for (int step = 1; step <= ${seconds * 5}; step++) {
        run.logMetric("loss", 1.0 / step, step);
        Thread.sleep(200);
    }
}`.trim();
}
