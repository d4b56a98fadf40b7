using System.Text.Json;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;

namespace ReferralNetwork.Chassis.Data;

/// <summary>
/// A MassTransit saga repository on the unit of work: loading locks the row, saving writes it with the commit. Instances
/// are found by id only, and none is ever deleted.
/// </summary>
sealed class SagaStore<TSaga>(string table) : ISagaRepositoryContextFactory<TSaga> where TSaga : SagaState
{
    public void Probe(ProbeContext context) => context.CreateScope("postgresql");

    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next) where T : class
    {
        var row = new Row<T>(context, table);
        await next.Send(row);
        if (!row.Missing)
            return;
        var dispatch = InProcessDispatch.Of(context) ?? throw new MissingInstanceException(typeof(TSaga), typeof(T), context.CorrelationId);
        dispatch.Refusal = Refusal.NotFound;
    }

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next) where T : class =>
        throw new NotSupportedException($"{typeof(TSaga).Name} is found by id only: correlate {typeof(T).Name} with CorrelateById.");

    /// <summary>The instance that one message is for.</summary>
    sealed class Row<T>(ConsumeContext<T> context, string table) : ConsumeContextScope<T>(context), SagaRepositoryContext<TSaga, T> where T : class
    {
        readonly UnitOfWork work = context.Work();
        readonly InProcessDispatch? dispatch = InProcessDispatch.Of(context);

        /// <summary>Neither stored nor made by this message.</summary>
        public bool Missing { get; private set; }

        public async Task<SagaConsumeContext<TSaga, T>> Load(Guid correlationId)
        {
            var stored = dispatch is { Initial: true } ? null : await work.ReadOne<StoredSaga>(
                $"select data, version from {table} where correlation_id = @correlationId for no key update",
                new { correlationId }, CancellationToken);
            Missing = stored is null;
            return stored is null
                ? null! // MassTransit's way to say that there is none
                : await CreateSagaConsumeContext(this, stored.As<TSaga>(), SagaConsumeContextMode.Load);
        }

        public Task<SagaConsumeContext<TSaga, T>> Add(TSaga instance)
        {
            Missing = false;
            return CreateSagaConsumeContext(this, instance, SagaConsumeContextMode.Add);
        }

        public Task Save(SagaConsumeContext<TSaga> context) =>
            Write(context.Saga, $"insert into {table} (correlation_id, version, data) values (@correlationId, @version, @data)");

        public Task Update(SagaConsumeContext<TSaga> context) =>
            Write(context.Saga, $"update {table} set version = @version, data = @data where correlation_id = @correlationId");

        public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;
        public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;
        public Task Delete(SagaConsumeContext<TSaga> context) => throw new NotSupportedException("An instance stays in its last state.");
        public Task<SagaConsumeContext<TSaga, T>> Insert(TSaga instance) =>
            throw new NotSupportedException("An instance is stored by its first step.");

        public Task<SagaConsumeContext<TSaga, TOther>> CreateSagaConsumeContext<TOther>(
            ConsumeContext<TOther> consumeContext, TSaga instance, SagaConsumeContextMode mode) where TOther : class =>
            Task.FromResult<SagaConsumeContext<TSaga, TOther>>(new DefaultSagaConsumeContext<TSaga, TOther>(consumeContext, instance));

        Task Write(TSaga saga, string sql)
        {
            if (dispatch?.Refusal is not null)
                return Task.CompletedTask;
            saga.Version++;
            work.Write(sql, new { saga.CorrelationId, saga.Version, data = UnitOfWork.Json(saga) });
            if (dispatch is not null)
                dispatch.ETag ??= IfMatch.TagOf(saga.Version);
            return Task.CompletedTask;
        }
    }
}

/// <summary>The one way in which stored sagas are read: a row that begins with the columns <c>data</c> and <c>version</c>.</summary>
public record StoredSaga(string Data, long Version)
{
    /// <summary>One that was stored before a member was added still loads.</summary>
    public TSaga As<TSaga>() where TSaga : SagaState
    {
        var saga = JsonSerializer.Deserialize<TSaga>(Data, NetworkJson.Stored)
            ?? throw new InvalidOperationException($"{typeof(TSaga).Name} is stored as null.");
        saga.Version = Version;
        return saga;
    }
}
