package io.descent.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import scala.Option;

/**
 * A Spark cluster without an installed Spark: a master and two workers in this process, which start
 * executors of one core as processes of their own, on 127.0.0.1, from this process's class path.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int WORKERS = 2;

  private final RpcEnv master;
  private final List<RpcEnv> workers = new ArrayList<>();
  private final Path folder;

  private StandaloneCluster(RpcEnv master, Path folder) {
    this.master = master;
    this.folder = folder;
  }

  /** Starts the cluster, which writes nothing outside a folder. */
  static StandaloneCluster in(Path folder) {
    SparkConf conf = new SparkConf(false).set("spark.master.rest.enabled", "false");
    // An executor that is killed over and over must not end the application.
    conf.set("spark.deploy.maxExecutorRetries", "-1");
    RpcEnv master = Master.startRpcEnvAndEndpoint(HOST, 0, 0, conf)._1();
    StandaloneCluster cluster = new StandaloneCluster(master, folder);
    for (int worker = 0; worker < WORKERS; worker++) {
      cluster.workers.add(
          Worker.startRpcEnvAndEndpoint(
              HOST,
              0,
              0,
              1,
              1024,
              new String[] {cluster.url()},
              folder.resolve("worker" + worker).toString(),
              Option.apply(worker),
              conf,
              Option.empty()));
    }
    return cluster;
  }

  private String url() {
    return "spark://" + HOST + ":" + master.address().port();
  }

  /** Starts an application, and waits until all of its executors are there. */
  JavaSparkContext context(String serializer) {
    return new JavaSparkContext(
        new SparkConf(false)
            .setMaster(url())
            .setAppName("StandaloneCluster")
            .set("spark.driver.host", HOST)
            .set("spark.driver.bindAddress", HOST)
            .set("spark.local.dir", folder.toString())
            .set("spark.ui.enabled", "false")
            .set("spark.serializer", "org.apache.spark.serializer." + serializer)
            .set("spark.kryo.registrationRequired", "true")
            .set("spark.kryo.registrator", DescentKryoRegistrator.class.getName())
            .set("spark.executor.memory", "512m")
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .set("spark.scheduler.minRegisteredResourcesRatio", "1")
            .set("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
            .set("spark.task.maxFailures", "8")
            // Without an installed Spark these stand for its version and its folder of jars.
            .set("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
            .set("spark.executorEnv.SPARK_TESTING", "1")
            .set("spark.executorEnv.SPARK_LOCAL_IP", HOST));
  }

  /** The processes of the executors. */
  static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").endsWith("java"))
        .toList();
  }

  @Override
  public void close() {
    workers.forEach(StandaloneCluster::stop);
    stop(master);
  }

  private static void stop(RpcEnv environment) {
    environment.shutdown();
    environment.awaitTermination();
  }
}
