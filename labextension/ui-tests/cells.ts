/** What is typed into the notebooks of these tests. */

export const SHALLOW = ['%mlflow start shallow -p depth=3', '%mlflow metric accuracy 0.8123456', '%mlflow end'].join('\n');

/** Logs, and goes on until there is a file `end` beside the notebook. */
export function training(name: string, end: string): string {
  return `
var context = new MlflowContext();
try (var run = context.startRun(${JSON.stringify(name)})) {
    run.logParam("depth", "8");
    int step = 1;
    for (; step <= 600 && !java.nio.file.Files.exists(java.nio.file.Path.of(${JSON.stringify(end)})); step++) {
        run.logMetric("loss", 1.0 / step, step);
        Thread.sleep(200);
    }
    run.logMetric("loss", 0.00025, step);
}`.trim();
}
