using System.Text.Json;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Chassis.Sagas;

/// <summary>An event came for an instance that is not there. On the bus it is tried again for a while, then quarantined; never dropped.</summary>
public sealed class MissingInstanceException(Type saga, Type message, Guid id)
    : Exception($"{message.Name} for {saga.Name} {id}: no such instance. If it is only late, replay the message from quarantine.");

/// <summary>Which table a saga lives in.</summary>
sealed record SagaTable<TSaga>(string Name) where TSaga : class, ISaga;

/// <summary>
/// A MassTransit saga repository on the unit of work: loading locks the row, saving writes it with the commit. Instances
/// are found by id only.
/// </summary>
sealed class SagaStore<TSaga>(UnitOfWork work, SagaTable<TSaga> table, ISagaConsumeContextFactory<UnitOfWork, TSaga> contexts)
    : ISagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISaga, IVersioned
{
    public void Probe(ProbeContext context) => context.CreateScope("postgresql");

    public async Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next) where T : class
    {
        var repository = new SagaStoreContext<TSaga, T>(context, work, table, contexts);
        await next.Send(repository);
        if (repository.Missing is not { } id)
            return;
        if (!context.TryGetPayload(out InProcessDispatch? dispatch))
            throw new MissingInstanceException(typeof(TSaga), typeof(T), id);
        dispatch.Refusal = Refusal.NotFound;
    }

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next) where T : class =>
        throw new NotSupportedException($"{typeof(TSaga).Name} is found by id only: correlate {typeof(T).Name} with CorrelateById.");
}

sealed class SagaStoreContext<TSaga, TMessage>(
    ConsumeContext<TMessage> context, UnitOfWork work, SagaTable<TSaga> table, ISagaConsumeContextFactory<UnitOfWork, TSaga> contexts)
    : ConsumeContextScope<TMessage>(context), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, ISaga, IVersioned
    where TMessage : class
{
    readonly ConsumeContext<TMessage> context = context;
    readonly InProcessDispatch? dispatch = context.TryGetPayload(out InProcessDispatch? payload) ? payload : null;

    /// <summary>The id that was asked for and found neither stored nor created.</summary>
    public Guid? Missing { get; private set; }

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId)
    {
        var saga = dispatch is { Initial: true } ? null : (await work.ReadOne<StoredSaga>(
            $"select data, version from {table.Name} where correlation_id = @correlationId for no key update",
            new { correlationId }, CancellationToken))?.As<TSaga>();
        if (saga is null)
        {
            Missing = correlationId;
            return null!; // MassTransit's way to say that there is none
        }
        return await contexts.CreateSagaConsumeContext(work, context, saga, SagaConsumeContextMode.Load);
    }

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance)
    {
        Missing = null;
        return contexts.CreateSagaConsumeContext(work, context, instance, SagaConsumeContextMode.Add);
    }

    public async Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance)
    {
        await Save(instance);
        return await contexts.CreateSagaConsumeContext(work, context, instance, SagaConsumeContextMode.Insert);
    }

    public Task Save(SagaConsumeContext<TSaga> context) => Save(context.Saga);

    public Task Update(SagaConsumeContext<TSaga> context)
    {
        var saga = context.Saga;
        if (dispatch?.Refusal is null)
            Write(saga, $"update {table.Name} set version = @version, data = @data where correlation_id = @correlationId", saga.Version + 1);
        return Task.CompletedTask;
    }

    public Task Delete(SagaConsumeContext<TSaga> context)
    {
        work.Write($"delete from {table.Name} where correlation_id = @correlationId", new { context.Saga.CorrelationId });
        return Task.CompletedTask;
    }

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class => contexts.CreateSagaConsumeContext(work, consumeContext, instance, mode);

    Task Save(TSaga saga)
    {
        if (dispatch?.Refusal is null)
            Write(saga, $"insert into {table.Name} (correlation_id, version, data) values (@correlationId, @version, @data)", version: 1);
        return Task.CompletedTask;
    }

    void Write(TSaga saga, string sql, long version)
    {
        saga.Version = version;
        work.Write(sql, new { saga.CorrelationId, version, data = UnitOfWork.Json(saga) });
        if (dispatch is not null)
            dispatch.ETag ??= IfMatch.TagOf(version);
    }
}

/// <summary>The one way in which stored sagas are read: a row that begins with the columns <c>data</c> and <c>version</c>.</summary>
public record StoredSaga(string Data, long Version)
{
    /// <summary>One that was stored before a member was added still loads.</summary>
    public TSaga As<TSaga>() where TSaga : class, IVersioned
    {
        var saga = JsonSerializer.Deserialize<TSaga>(Data, NetworkJson.Stored)
            ?? throw new InvalidOperationException($"{typeof(TSaga).Name} is stored as null.");
        saga.Version = Version;
        return saga;
    }
}
