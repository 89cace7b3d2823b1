/// What is promised of each type of the API: {@link dev.reeve.supervisor.api.promise.Spi} and
/// {@link dev.reeve.supervisor.api.promise.Api} say who stands on which side of it, {@link
/// dev.reeve.supervisor.api.promise.Incubating} that the promise is not given yet.
///
/// Every type that is exported carries one of the first two. Types inside of another one have the
/// promise of that.
package dev.reeve.supervisor.api.promise;
