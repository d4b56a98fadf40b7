using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Common.Headers;
using ReferralNetwork.Common.Requests;
using ReferralNetwork.Visitors;
using ReferralNetwork.Visitors.Information;
using ReferralNetwork.Visitors.Pages;
using ReferralNetwork.Visitors.Rooms;
using ReferralNetwork.Visitors.Statistics;
using ReferralNetwork.Visitors.Texts;

var builder = ServiceHost.CreateProcess(args, "visitors");
ServiceHost.RequireSettings(builder.Configuration, "Services:Inquiries", "Signing:Key");
builder.DisableTracking();

builder.Services.AddInquiries(builder.Configuration);
builder.Services.AddDrafts();
builder.Services.AddVisits();
builder.Services.AddSingleton(Library.Read());
builder.Services.AddPages();

var app = builder.Build();

app.UseLanguageOfAddress();
app.UsePages();
app.UseSecurityHeaders(Inline.Sources);
app.UseResponseCompression();
app.UseRouting();
app.UseSameOrigin();
app.UseReadableRequests();
app.UseVisits();

app.MapHealth();
app.MapReviews();
app.MapLive();
app.MapExit();
app.MapRazorPages();

await app.RunAsync();
