/// The metrics exporters `prometheus` and `prometheus-text`.
package dev.reeve.plugin.metrics.prometheus;
