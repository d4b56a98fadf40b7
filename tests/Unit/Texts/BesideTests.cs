using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff.Pages.Cases;
using ReferralNetwork.Staff.Pages.Hotline;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;
using Catalogue = ReferralNetwork.Cases.Fields.Catalogue;

namespace ReferralNetwork.Tests.Unit.Texts;

/// <summary>What a service finds wrong stands beside its question, in the reader's language, and in page order at the top.</summary>
public sealed class BesideTests
{
    static readonly IReadOnlyList<CaseField> Fields =
    [
        .. Catalogue.All.Select(field => new CaseField(
            field.Name, field.Label, field.Category, field.Type.ToString(), field.Core, field.Written, field.Most, null, null, [], [])),
    ];

    [Theory]
    [InlineData("en", "/fields/prs_MobilePhone", "f.prs_MobilePhone", "Mobile phone: use digits and a country code, like +370 612 34567")]
    [InlineData("en", "/fields/prs_FirstName", "f.prs_FirstName", "First name: write at most 200 characters on one line")]
    [InlineData("en", "/fields/prs_NumberOfChildren", "f.prs_NumberOfChildren", "Number of children: enter a whole number from 0 to 40")]
    [InlineData("lt", "/fields/prs_NumberOfChildren", "f.prs_NumberOfChildren", "Vaikų skaičius: įrašykite sveikąjį skaičių nuo 0 iki 40")]
    [InlineData("lt", "/fields/prs_Citizenship/1", "f.prs_Citizenship",
        "Pilietybė: kiekvieną šalį įrašykite vieną kartą, įprastu pavadinimu, pavyzdžiui, Lietuva, atskirkite kableliais")]
    public void A_field_of_a_case_says_what_to_do(string language, string pointer, string question, string say) =>
        Assert.Equal((question, say), FieldForm.Beside(Fields, pointer, new Words(language)));

    [Theory]
    [InlineData("/note")]
    [InlineData("/fields/nonsense")]
    [InlineData("")]
    public void What_no_field_asks_for_is_left_to_the_page(string pointer) => Assert.Null(FieldForm.Beside(Fields, pointer, new Words("en")));

    [Theory]
    [InlineData("/safeContact/contact", "Safe.Contact")]
    [InlineData("/contact", "Safe.Contact")]
    [InlineData("/safeContact/words", "Safe.Words")]
    [InlineData("/until", "Safe.Until")]
    public void Safe_contact_has_each_fault_beside_its_question(string pointer, string question) =>
        Assert.Equal(question, SafeContactAnswers.Beside(pointer, new Words("en"))?.Question);

    [Fact]
    public void The_summary_begins_with_the_page_and_goes_on_in_its_order()
    {
        var view = new ViewContext { HttpContext = new Microsoft.AspNetCore.Http.DefaultHttpContext() };
        Field.On(view).AddRange([("f.first", "First"), ("f.second", "Second")]);
        view.ModelState.AddModelError("f.second", "{field}: choose");
        view.ModelState.AddModelError("f.first", "write");
        view.ModelState.AddModelError("", "one");
        view.ModelState.AddModelError("", "two");
        var output = new TagHelperOutput("rn-errors", [], (_, _) => throw new InvalidOperationException());
        new ErrorSummary(new Words("en")) { View = view }.Process(new([], new Dictionary<object, object>(), ""), output);

        using var said = new StringWriter();
        output.Content.WriteTo(said, System.Text.Encodings.Web.HtmlEncoder.Default);
        Assert.Contains("<li>one</li><li>two</li><li><a href=\"#f-first\">write</a></li><li><a href=\"#f-second\">Second: choose</a></li>",
            said.ToString(), StringComparison.Ordinal);
    }
}
